"""Backups: everything of this installation in one encrypted file, and back again.

A backup is a tar, encrypted with age to a public key whose other half stays away from this computer. It holds

    database                what VACUUM INTO or pg_dump wrote: a copied file loses rows that were acknowledged
    files/…                 the scans and papers; each was stored before the row that names it was committed
    secret-key              and the checkpoints' key, if this installation keeps them in the data folder
    manifest.json           when, of which engine, how many rows in each table, the last seal, each part's SHA-256

It is good only once it was restored, verified and counted: `manage.py drill` does that.
"""
