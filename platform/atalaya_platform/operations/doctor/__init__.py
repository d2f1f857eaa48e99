"""The doctor: looks at every part of an installation and says in words what is wrong and how to mend it."""
