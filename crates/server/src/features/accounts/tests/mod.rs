//! Signing in, through HTTP.
