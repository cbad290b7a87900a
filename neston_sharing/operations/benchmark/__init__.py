"""What the product costs, as ratios to something in the same run: seconds would measure the computer.

`manage.py benchmark` makes a throw-away installation (`place`), fills it (`seeding`, `bulk`), and has a process with
settings of its own run the scenarios in rotated rounds (`rounds`), judge them (`judging`) and print a table (`table`).
Nothing here is reachable from an installation: its settings refuse to start anywhere but in such a place.
"""
