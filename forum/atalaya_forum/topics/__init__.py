"""Topics of sharing groups: discussions, questions, advisories and best practices."""
