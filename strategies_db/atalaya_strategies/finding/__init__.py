"""Finding passages of strategies: by words, and by what they mean in any of four languages."""
