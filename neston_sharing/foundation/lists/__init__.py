"""Lists that come from a spreadsheet and go back into one.

spreadsheet   bytes → rows of text, whatever program saved them; and rows → bytes that no program takes for formulas
sending       those bytes → a file to be saved
columns       what a column may be called and what it holds;  cells: how some of them are read
forms         a list is brought in;  waiting: the file meanwhile;  entering: all of it, or nothing
verdicts      what becomes of a row, and of the list;  presenting: the same as a page shows it
"""
