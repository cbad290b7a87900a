"""The directory as a spreadsheet holds it: one row a way to reach an agency, the agency's details repeated.

    columns     what a column may be called and what it holds
    reading     rows of text → what each says of an agency and of ways to reach it, or what is wrong with it
    comparing   that and the directory → a plan: each row new, same, changed or wrong, and why
    writing     the directory, or an empty list to fill in → bytes

Nothing here changes anything: `agencies.actions.directory_import` does.
"""
