"""The offline bundle: Python, the product and all packages in one file, installed by a user without an administrator.

wheels      which packages, from the lock, for the system that the bundle is for
archive     the file: contents with their hashes, the same bytes from the same input
files/      what runs on the user's machine: install.cmd, install.sh, install.py
"""
