//! How the citizen wants to be reached, with the way to do it at once.

use durbar_api::complaints::{Channel, Contact, ContactWish};
use leptos::prelude::*;

use super::Office;
use crate::{components::Icon, pages::complaints::queue::escaped, translations::t};

/// The address behind a telephone number: digits and a leading plus, whatever was written between.
fn number(address: &str) -> String {
    let mut out = String::new();
    for letter in address.chars() {
        if letter.is_ascii_digit() || (letter == '+' && out.is_empty()) {
            out.push(letter);
        }
    }
    out
}

/// The link that calls or writes, if the wish and the address make one.
fn link(contact: &Contact, reference: &str) -> Option<String> {
    let address = contact.address.trim();
    match contact.wish {
        ContactWish::App | ContactWish::Never => None,
        ContactWish::Call | ContactWish::Sms => {
            let scheme = if contact.wish == ContactWish::Call {
                "tel"
            } else {
                "sms"
            };
            let number = number(address);
            (number.len() > 2).then(|| format!("{scheme}:{number}"))
        }
        ContactWish::Email => {
            let (name, host) = address.split_once('@')?;
            let whole = !name.is_empty() && !host.is_empty() && !host.contains('@');
            whole.then(|| {
                format!(
                    "mailto:{}@{}?subject={}",
                    escaped(name),
                    escaped(host),
                    escaped(reference)
                )
            })
        }
    }
}

/// Who brought the matter, and how they want to hear of it.
#[component]
pub(super) fn ContactCard(office: Office) -> impl IntoView {
    let who = Memo::new(move |_| {
        office.case.with(|case| {
            (
                case.contact.clone(),
                case.summary.channel,
                case.summary.reference.clone(),
            )
        })
    });
    move || {
        let (contact, channel, reference) = who.get();
        let name = contact.name.trim().to_owned();
        let brought = match channel {
            Channel::App => t("reach-by-app"),
            Channel::Counter => t("reach-by-counter"),
            Channel::Phone => t("reach-by-phone"),
            Channel::Post => t("reach-by-post"),
            Channel::Email => t("reach-by-email"),
        };
        let (icon, wish) = match contact.wish {
            ContactWish::App => ("message", t("reach-wish-app")),
            ContactWish::Call => ("phone", t("reach-wish-call")),
            ContactWish::Sms => ("message", t("reach-wish-sms")),
            ContactWish::Email => ("mail", t("reach-wish-email")),
            ContactWish::Never => ("close", t("reach-wish-never")),
        };
        let address = contact.address.trim().to_owned();
        let way = match link(&contact, &reference) {
            Some(href) => view! {
                <a class="contact-way" href=href data-test="contact" dir="ltr">
                    {address}
                </a>
            }
            .into_any(),
            None => (!address.is_empty())
                .then(|| view! { <span dir="auto">{address}</span> })
                .into_any(),
        };
        view! {
            <div class="card contact-card">
                <p>
                    <b dir="auto">
                        {if name.is_empty() { t("reach-nobody") } else { name }}
                    </b>
                    " "
                    <small>{brought}</small>
                </p>
                <p class="with-icon">
                    <Icon name=icon/>
                    <span>{wish} " " {way}</span>
                </p>
            </div>
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contact(wish: ContactWish, address: &str) -> Contact {
        Contact {
            wish,
            name: String::new(),
            address: address.into(),
        }
    }

    #[test]
    fn a_number_is_dialled_whatever_was_written_between_its_digits() {
        let call = contact(ContactWish::Call, " +233 (0)24-555 010 ");
        assert_eq!(link(&call, "4F7K").as_deref(), Some("tel:+233024555010"));
        let sms = contact(ContactWish::Sms, "024 555 010");
        assert_eq!(link(&sms, "4F7K").as_deref(), Some("sms:024555010"));
    }

    #[test]
    fn an_address_cannot_bring_more_than_a_recipient_into_the_mail() {
        let mail = contact(ContactWish::Email, "ama?cc=x@example.org");
        assert_eq!(
            link(&mail, "4F7K-29").as_deref(),
            Some("mailto:ama%3Fcc%3Dx@example.org?subject=4F7K-29")
        );
    }

    #[test]
    fn what_is_no_address_is_no_link() {
        assert_eq!(link(&contact(ContactWish::Email, "ama"), "4F7K"), None);
        assert_eq!(link(&contact(ContactWish::Email, "a@b@c"), "4F7K"), None);
        assert_eq!(link(&contact(ContactWish::Call, "at home"), "4F7K"), None);
        assert_eq!(
            link(&contact(ContactWish::Never, "024555010"), "4F7K"),
            None
        );
    }
}
