"""Feeds: what they publish is fetched politely and kept raw as WARC, which is read like any other batch."""
