"""HTTP: problems, dependencies, paging, versions, middleware."""
