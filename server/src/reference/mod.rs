//! Reference data as it is shipped: parsing and checking of the files in `server/data`. No database here.
