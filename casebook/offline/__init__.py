"""A copy of the site that is opened from a folder or a USB stick, where there is no server.

It is made from the finished site alone: its pages with their links led to files, their scripts as
browsers run them there, and what these read as scripts too.
"""
