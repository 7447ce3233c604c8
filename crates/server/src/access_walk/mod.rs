//! Every address of the house, walked as everybody. The pages are found in the source, the operations in the
//! description of the API, so that a new one cannot be forgotten.

mod document;
mod pay;
mod people;
mod routes;
mod walk;
