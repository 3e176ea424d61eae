# The municipality.

sample-title = Sample data.
sample-text = Made to try Durbar out. No office answers for it.

category-unknown = Other matter
department-unknown = The office
