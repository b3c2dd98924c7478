not a transcript
