"""The words of a pack: models, reading a folder, colours and motifs, printable letters."""
