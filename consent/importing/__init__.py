"""The register as a setting's spreadsheet holds it: read, compared with what is here, and told row by row.

    columns       what a column may be called and what it holds;  values: how its cells are read
    reading       rows of text → what each row says of a child and of up to three parents, or what is wrong with it
    register      what is here, as the person who brings the list may see it: the only module that asks the database
    comparing     both → a plan: each row new, same, changed or wrong, and why;  people: who in the list is who here
    template      the empty list to fill in

Bytes become rows of text in `neston_sharing.foundation.lists`, which every list shares.
Nothing here changes anything: `consent.actions.register_import` does.
"""
