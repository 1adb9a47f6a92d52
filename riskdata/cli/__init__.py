"""The data desk from the command line, for scheduled updates: `python -m riskdata`.

arguments   the commands, their options and their help
main        a command line -> what is printed, and the exit code
upload      check and publish: files -> drafts, as the page makes them
restore     an old version -> a new one
versions    history, export, template, passphrase
held        the data as they are published now, and the publishing of changes to them
written     drafts and versions as lines to read, and as plain values for programs
text        lines that may stand in any terminal
answer      what every command answers with
"""
