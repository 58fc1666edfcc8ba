"""A simulated agency: a made-up day of news for the demonstration, for training, for load and for acceptance tests.

    scenario.day(seed, start=…)    the whole day as a frozen list of events; everything else is a function of it
    documents.document(…)          one feed at one moment, as the bytes that an agency would send
    expected.expected(…)           what a paper must show at that moment, by the scenario's own knowledge
    server, folders, push          three ways to send it
    backlog.backlog(…)             many items quickly, for measurements

Every town, country, agency and person in here is made up. Nothing here knows how the paper works.
"""
