"""What waits for whom: the home page asks nothing else.

tasks         one thing, a group of them, and a group whose rows are still to be fetched
groups        all that waits for a person, first things first
concerns, copies, decisions, follow_up, glass, log, requests, roles, visits
              of what is recorded, each its own groups
upkeep        what nobody asks for, and a manager has to look after
"""
