"""The data desk: from a file on an analyst's disk to a version that every viewer sees.

In the order in which a file goes:

    files       an uploaded file -> its parts: the CSVs of a zip, the sheets of a workbook
    opening     a file -> its tables, and which sheets beside them are none
    tables      a part -> its cells as written, and what was handled on the way
    columns     the columns by which tables are known: ours, and those of foreign exports
    recognise   a table -> the dataset or the foreign export that it is, or in words why none
    conversion  what the conversion of a foreign export is; ucdp, acled, gtd convert one each, with
                the help of foreign (cells read), located (places found), ucdp_release
    check       a table -> its frame, and everything that is wrong or doubtful in it; doubts of
                rows, whole_file of what is left and gone
    fixes       what can be mended, offered and never applied unasked
    contradictions  what two files of an upload say differently of one row
    compare     two versions -> what was added, changed and removed
    headlines   the figures that the pages lead with; headline sets two states side by side
    restoring   an old version -> what bringing it back publishes
    exports     a version -> CSV, workbook, data package; templates and quality beside it

`formulas` keeps cells text that a spreadsheet would run. The desk knows nothing of Streamlit; what
a valid dataset is stands in `riskdata.schema`, and versions are kept by `riskdata.store`.
"""
