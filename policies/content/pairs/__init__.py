"""The life of Q&A pairs: their versions, what differs between two, and who may do what when."""
