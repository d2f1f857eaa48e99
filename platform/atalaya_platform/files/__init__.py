"""Files that people attach: which are taken, how they are named, searched for malware and kept."""
