//! One field of a `#[dto]`: in which direction it travels, and what it is when it is left out.
//!
//! Its type is not looked at.

use quote::quote;
use syn::{Ident, Member};

use super::attribute::check_field;
use super::{Checker, LeftOut};
use crate::item::docs::Docs;
use crate::names::bare;
use crate::rule::example::parse_examples;
use crate::rule::serde::{DefaultBy, SerdeField};
use crate::rule::validate::{Rule, parse_rules};
use crate::shape::{Direction, Field, Presence, default_value};

impl Checker<'_, '_> {
    /// The name of a field on the wire.
    pub(super) fn wire(&self, ident: &Ident, serde: &SerdeField) -> String {
        let name = bare(ident);
        let renamed = self.serde.rename_all.map(|case| case.field(&name));
        serde.rename.clone().or(renamed).unwrap_or(name)
    }

    /// The field, if it is on the wire.
    pub(super) fn field(
        &mut self,
        member: Member,
        written: &syn::Field,
        serde: &SerdeField,
        wire: String,
    ) -> Option<Field> {
        check_field(&written.attrs, &["validate", "example"], self.errors);
        let mut field = Field::plain(member, wire, written.ty.clone());
        field.rules = parse_rules(&written.attrs, self.errors);
        field.examples = parse_examples(&written.attrs, self.errors);
        field.docs = Docs::read(&written.attrs);
        self.check_unread(serde, &field.rules);
        if let Some(example) = field.examples.first()
            && serde.skip_serializing
            && serde.skip_deserializing
        {
            self.errors
                .at(example, "a field that is not on the wire is not in the document")
                .help("remove `#[example]`");
        }
        field.direction = match (serde.skip_serializing, serde.skip_deserializing) {
            (true, true) => return None,
            (false, true) => Direction::ReadOnly,
            (true, false) => Direction::WriteOnly,
            (false, false) => Direction::Both,
        };
        self.fill_default(&mut field, serde);
        self.check_left_out(&mut field, serde);
        Some(field)
    }

    /// Rules of what no request carries would refuse every request, or none.
    fn check_unread(&mut self, serde: &SerdeField, rules: &[Rule]) {
        if let Some(rule) = rules.first().filter(|_| serde.skip_deserializing) {
            self.errors
                .at(&rule.name, "no request carries this field, so it has no rules")
                .help("remove `#[validate]`, or let serde read the field");
        }
    }

    fn fill_default(&self, field: &mut Field, serde: &SerdeField) {
        let (ty, member) = (&field.ty, &field.member);
        let value = match (&serde.default, &self.serde.default) {
            _ if field.direction == Direction::ReadOnly => return,
            (Some(DefaultBy::Trait), _) => quote!(<#ty as ::core::default::Default>::default()),
            (Some(DefaultBy::Function(path)), _) => quote!(#path()),
            (None, Some(DefaultBy::Trait)) => {
                quote!(<Self as ::core::default::Default>::default().#member)
            }
            (None, Some(DefaultBy::Function(path))) => quote!(#path().#member),
            (None, None) => return,
        };
        field.presence = Presence::Optional;
        // What serde does not write need not serialize.
        if field.direction == Direction::Both {
            field.default = Some(default_value(&self.root, &value));
        }
    }

    /// What a response may leave out, a request must be able to leave out as well.
    fn check_left_out(&mut self, field: &mut Field, serde: &SerdeField) {
        let Some(tokens) = &serde.skip_serializing_if else { return };
        if field.presence == Presence::Optional || field.direction != Direction::Both {
            field.presence = Presence::Optional;
            return;
        }
        if self.input.item.generics.params.is_empty() {
            let message = format!(
                "a response may leave out `{0}`, but a request may not\nhelp: add `default`: `#[serde(default, skip_serializing_if = \"…\")]`",
                field.wire
            );
            self.left_out.push(LeftOut { tokens: tokens.clone(), ty: field.ty.clone(), message });
        }
    }
}
