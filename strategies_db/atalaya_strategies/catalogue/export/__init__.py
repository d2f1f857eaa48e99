"""The catalogue as files for spreadsheets, reference managers, feed readers and search engines."""
