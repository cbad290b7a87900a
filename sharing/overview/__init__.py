"""How much of what there is, for those who run the setting and for its committee: numbers, never a child's name.

periods       the terms of a year;  facts: what is counted, one line each;  tables: facts → numbers
withholding   which numbers of a table would tell of one family;  bars: a table → a picture
gathering     the only one that asks the database
"""
