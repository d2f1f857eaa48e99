"""Contact tests: does a mailbox reach somebody, and how fast?"""
