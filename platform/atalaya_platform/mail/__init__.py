"""Mail: what is written to people, in their language and within its label, and how it reaches them."""
