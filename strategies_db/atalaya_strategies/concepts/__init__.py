"""The multilingual thesaurus of cyber policy: read from `data/concepts`, checked whole, published as SKOS."""
