"""Steps that take the finished HTML and write beside it. They know no MkDocs."""
