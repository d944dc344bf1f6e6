"""What the machine gives, safely: files, private folders, the cache, processes of our own."""
