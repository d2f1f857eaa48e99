"""Reading a file: from bytes on disk to pages and passages, without database or HTTP."""
