"""How a run is carried out: batches, the work folder of an output, extraction over many documents, the job itself."""
