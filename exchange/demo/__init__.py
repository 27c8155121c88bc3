"""The invented example town, its second tenant and their offers. All data are files in `data/`, so that anybody can
change them without reading code; dates in them are days from the day of loading, so the demo never ages."""
