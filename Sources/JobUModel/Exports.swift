// Who knows the nouns knows their times.
@_exported public import JobUTime
