#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| durbar_decoders::read("history", bytes));
