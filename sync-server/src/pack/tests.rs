//! Each mistake is told with its place, and a sound pack loads.

mod files;
mod kit;
mod offices;
mod roles;
mod shapes;
mod shipped;
mod ways;
