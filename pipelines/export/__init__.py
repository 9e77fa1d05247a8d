"""Tables and views as files for other programs: spreadsheets, maps, networks, investigations."""
