//! Pages in requests and in the document.
//!
//! What a page is, the database layer says.

use utoipa::openapi::Schema;

use crate::db::{Page, Paging};
use crate::schema::{JsonSchema, Name, ObjectSchema, Property, Schemas, generic, label};
use crate::validate::{Fault, Validate, Violations};

impl<T: JsonSchema> JsonSchema for Page<T> {
    fn name() -> Name {
        generic("Page", &[label::<T>()])
    }

    fn schema(schemas: &mut Schemas) -> Schema {
        ObjectSchema::new()
            .property("items", Property::of::<Vec<T>>(schemas).describe("The rows of this page."))
            .property(
                "total",
                Property::of::<u64>(schemas).optional().describe(
                    "The number of rows on all pages, unless `total=false` was asked for.",
                ),
            )
            .property(
                "page",
                Property::of::<u32>(schemas)
                    .minimum(1)
                    .describe("The number of this page, from 1."),
            )
            .property(
                "per_page",
                Property::of::<u32>(schemas).minimum(1).describe("The rows that a full page has."),
            )
            .into_schema()
    }
}

impl JsonSchema for Paging {
    fn schema(schemas: &mut Schemas) -> Schema {
        let page = Property::of::<u32>(schemas)
            .minimum(1)
            .default(Some(1.into()))
            .describe("The number of the page, from 1.");
        let per_page = Property::of::<u32>(schemas)
            .minimum(1)
            .maximum(Paging::MAX_PER_PAGE)
            .default(Some(Paging::DEFAULT_PER_PAGE.into()))
            .describe("The rows of a page.");
        let total = Property::of::<bool>(schemas)
            .default(Some(true.into()))
            .describe("Whether the rows of all pages are counted, which takes a query of its own.");
        ObjectSchema::new()
            .property("page", page)
            .property("per_page", per_page)
            .property("total", total)
            .into_schema()
    }
}

impl Validate for Paging {
    fn validate(&self, found: &mut Violations) {
        for violation in self.violations() {
            let member = violation.pointer.trim_start_matches('/').to_owned();
            found.check(&member, Some(Fault::new(violation.code, violation.message)));
        }
    }
}
