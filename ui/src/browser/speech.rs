//! Reading a page aloud, where the platform has a voice for its language.
//!
//! Only voices that speak the language of the words are used: Twi read by an English voice helps
//! nobody. What has no voice is passed over.

use std::cell::Cell;

use leptos::prelude::*;
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{
    Element, HtmlElement, SpeechSynthesis, SpeechSynthesisUtterance, SpeechSynthesisVoice,
};

/// What is read as one: the innermost of these, with all its words.
const BLOCKS: &str = "address,article,aside,button,dd,details,div,dl,dt,fieldset,figcaption,\
    figure,footer,form,h1,h2,h3,h4,header,label,legend,li,ol,p,section,summary,table,tbody,td,\
    th,thead,tr,ul";
/// The style's hook for what is being read.
const SPOKEN: &str = "spoken";

thread_local! {
    /// Counts readings, so that the end of one that was stopped starts nothing.
    static READING: Cell<u32> = const { Cell::new(0) };
}

fn synthesis() -> Option<SpeechSynthesis> {
    let window = super::window()?;
    // Asked for by name: where it is missing, `speech_synthesis` is an object that breaks.
    let found = js_sys::Reflect::get(&window, &"speechSynthesis".into()).ok()?;
    (!found.is_undefined() && !found.is_null()).then(|| found.unchecked_into())
}

/// The first part of a language's code, in small letters: of "en-GB" and "en_GB" it is "en".
fn primary(language: &str) -> String {
    language
        .split(['-', '_'])
        .next()
        .unwrap_or_default()
        .to_lowercase()
}

/// A voice for a language, of the platform's own if there is one: those of a network cost data.
fn voice(language: &str) -> Option<SpeechSynthesisVoice> {
    let wanted = primary(language);
    let voices: Vec<SpeechSynthesisVoice> = synthesis()?
        .get_voices()
        .iter()
        .map(JsCast::unchecked_into)
        .filter(|voice: &SpeechSynthesisVoice| primary(&voice.lang()) == wanted)
        .collect();
    let own = voices.iter().position(SpeechSynthesisVoice::local_service);
    voices.into_iter().nth(own.unwrap_or_default())
}

/// Whether the platform can read the page's language, now and when its voices change, which
/// browsers load late.
pub fn available() -> ReadSignal<bool> {
    let speaks = || super::root().is_some_and(|root| voice(&language_of(&root)).is_some());
    let (found, found_now) = signal(speaks());
    if let Some(synthesis) = synthesis() {
        let changed = Closure::<dyn FnMut()>::new(move || {
            found_now.try_set(speaks());
        });
        let event = "voiceschanged";
        let heard = changed.as_ref().unchecked_ref();
        // A browser that has no such event had its voices from the start.
        let _ = synthesis.add_event_listener_with_callback(event, heard);
        let kept = StoredValue::new_local((synthesis, changed));
        on_cleanup(move || {
            kept.try_with_value(|(synthesis, changed)| {
                let heard = changed.as_ref().unchecked_ref();
                let _ = synthesis.remove_event_listener_with_callback(event, heard);
            });
        });
    }
    found
}

fn language_of(element: &Element) -> String {
    element
        .closest("[lang]")
        .ok()
        .flatten()
        .and_then(|element| element.get_attribute("lang"))
        .unwrap_or_default()
}

/// Reads the content of the page from its heading on, marks what it reads, and calls back when it
/// is done or cannot go on.
pub fn read_page(done: impl Fn() + 'static) {
    stop();
    let reading = READING.get();
    let mut blocks = Vec::new();
    if let Some(main) = super::document().and_then(|document| document.get_element_by_id("main")) {
        collect(&main, &mut blocks);
    }
    blocks.reverse();
    next(reading, blocks, std::rc::Rc::new(done));
}

/// Falls silent.
pub fn stop() {
    READING.set(READING.get().wrapping_add(1));
    unmark();
    if let Some(synthesis) = synthesis() {
        synthesis.cancel();
    }
}

fn next(reading: u32, mut left: Vec<HtmlElement>, done: std::rc::Rc<dyn Fn()>) {
    if READING.get() != reading {
        return;
    }
    unmark();
    while let Some(block) = left.pop() {
        let words = block.inner_text();
        let Some(utterance) = utterance(&words, &block) else {
            continue;
        };
        let _ = block.class_list().add_1(SPOKEN);
        let heard = Closure::once_into_js(move || next(reading, left, done));
        // The two exclude each other, so the one call is enough for both.
        utterance.set_onend(Some(heard.unchecked_ref()));
        utterance.set_onerror(Some(heard.unchecked_ref()));
        if let Some(synthesis) = synthesis() {
            synthesis.speak(&utterance);
        }
        return;
    }
    done();
}

fn utterance(words: &str, block: &Element) -> Option<SpeechSynthesisUtterance> {
    if words.trim().is_empty() {
        return None;
    }
    let voice = voice(&language_of(block))?;
    let utterance = SpeechSynthesisUtterance::new_with_text(words).ok()?;
    utterance.set_lang(&voice.lang());
    utterance.set_voice(Some(&voice));
    Some(utterance)
}

fn unmark() {
    let marked = super::document()
        .and_then(|document| document.query_selector(&format!(".{SPOKEN}")).ok()?);
    if let Some(marked) = marked {
        let _ = marked.class_list().remove_1(SPOKEN);
    }
}

/// The blocks of an element that can be seen, in the order of reading.
fn collect(element: &Element, blocks: &mut Vec<HtmlElement>) {
    let Some(html) = element.dyn_ref::<HtmlElement>() else {
        return;
    };
    let hidden = element.get_attribute("aria-hidden").as_deref() == Some("true");
    // A radio button's words are read with its label; a hidden part has no height.
    if hidden || html.offset_height() == 0 {
        return;
    }
    match element.query_selector(BLOCKS) {
        Ok(None) => blocks.push(html.clone()),
        _ => {
            let children = element.children();
            for child in (0..children.length()).filter_map(|at| children.item(at)) {
                collect(&child, blocks);
            }
        }
    }
}
