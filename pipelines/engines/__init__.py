"""Where documents are extracted: in this process, in watched processes beside it, or on a cluster.

An engine takes tasks and gives answers in the order of the tasks, holding a bounded number of either. What it runs is
`pipelines.extract.extractor`, so that the rows are the same wherever they are made.
"""
