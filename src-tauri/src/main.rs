//! Durbar on the desktop.
#![cfg_attr(all(not(debug_assertions), windows), windows_subsystem = "windows")]

fn main() {
    durbar_shell::run();
}
