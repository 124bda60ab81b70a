//! What `#[policy]` declares, checked.
//!
//! A role that includes itself or a policy function with three arguments cannot be written here.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Expr, Ident, Local, Pat, Path, Type, Visibility};

use crate::paths::Root;

/// One `#[policy]`.
#[derive(Debug)]
pub enum Policy {
    /// An enum of permissions.
    Permissions(Permissions),
    /// An enum of roles.
    Roles(Roles),
    /// A function over a resource.
    Object(Box<Object>),
}

/// What the two kinds of enums have in common.
#[derive(Debug)]
pub struct Declared {
    /// Where the runtime is.
    pub root: Root,
    /// The enum.
    pub ident: Ident,
    /// Its doc comment.
    pub docs: String,
    /// The traits to derive.
    pub derives: Vec<Derive>,
}

/// A trait that these enums need, to be derived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Derive {
    /// `Clone`
    Clone,
    /// `Copy`
    Copy,
    /// `Debug`
    Debug,
    /// `PartialEq`
    PartialEq,
    /// `Eq`
    Eq,
    /// `Hash`
    Hash,
}

impl Derive {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Clone, Self::Copy, Self::Debug, Self::PartialEq, Self::Eq, Self::Hash];

    /// The name of the trait.
    pub fn name(self) -> &'static str {
        match self {
            Self::Clone => "Clone",
            Self::Copy => "Copy",
            Self::Debug => "Debug",
            Self::PartialEq => "PartialEq",
            Self::Eq => "Eq",
            Self::Hash => "Hash",
        }
    }
}

/// A permission, or the name of a role.
#[derive(Debug)]
pub struct Member {
    /// The variant.
    pub ident: Ident,
    /// Its doc comment.
    pub docs: String,
    /// Whether it is marked with `#[in_code]`.
    pub in_code: bool,
}

/// An enum of permissions.
#[derive(Debug)]
pub struct Permissions {
    /// The enum.
    pub declared: Declared,
    /// Its variants.
    pub members: Vec<Member>,
}

/// An enum of roles.
#[derive(Debug)]
pub struct Roles {
    /// The enum.
    pub declared: Declared,
    /// The enum of the permissions.
    pub permissions: Path,
    /// Its variants.
    pub members: Vec<Role>,
}

/// One role.
#[derive(Debug)]
pub struct Role {
    /// The variant.
    pub member: Member,
    /// What it grants beside what the roles grant that it includes.
    pub own: Grants,
    /// The indices of the roles that it includes: all of them, itself among them, in order.
    pub includes: Vec<usize>,
}

/// The permissions that a role grants by itself.
#[derive(Debug)]
pub enum Grants {
    /// Every permission.
    All,
    /// These variants of the permission enum.
    Some(Vec<Ident>),
}

/// A function over a resource.
#[derive(Debug)]
pub struct Object {
    /// Where the runtime is.
    pub root: Root,
    /// Who may name it.
    pub vis: Visibility,
    /// The function.
    pub ident: Ident,
    /// Its doc comment.
    pub docs: String,
    /// The option `in_code`.
    pub in_code: bool,
    /// The pattern of the first argument.
    pub asker: Pat,
    /// The type of the first argument, behind the reference.
    pub actor: Type,
    /// The type of the second argument, behind the reference.
    pub resource: Type,
    /// The type that it returns.
    pub output: Type,
    /// What its body is in SQL.
    pub translation: Translation,
}

/// What the body of a policy function is in SQL.
#[derive(Debug)]
pub enum Translation {
    /// A condition on rows.
    Condition(Box<Condition>),
    /// Nothing: these parts of it have no form there.
    Parts(Vec<Part>),
}

/// A part of a body that has no form in SQL.
#[derive(Debug)]
pub struct Part {
    /// Where it stands.
    pub tokens: TokenStream,
    /// As it is written.
    pub text: String,
}

/// A condition on the rows of a resource.
#[derive(Debug)]
pub enum Condition {
    /// What concerns the actor alone.
    Constant(Expr),
    /// What was bound to a name.
    Named(Ident),
    /// `post.published`
    IsTrue(Field),
    /// `post.deleted_at.is_none()`
    IsNone(Field),
    /// `post.author_id == actor.id`
    Compare {
        /// The field.
        left: Field,
        /// How it stands to the other.
        comparison: Comparison,
        /// What it is compared with.
        right: Operand,
        /// All of it, as it is written.
        place: TokenStream,
    },
    /// `teams.contains(&post.team_id)`
    Among {
        /// The values.
        set: Expr,
        /// The field that is to be one of them.
        field: Field,
    },
    /// `!a`
    Not(Box<Condition>),
    /// `a && b`
    All(Box<Condition>, Box<Condition>),
    /// `a || b`
    Any(Box<Condition>, Box<Condition>),
    /// `if a { b } else { c }`
    If {
        /// What decides.
        condition: Box<Condition>,
        /// What holds then.
        then: Box<Condition>,
        /// What holds otherwise.
        otherwise: Box<Condition>,
    },
    /// `let` of what concerns the actor alone, and what comes after it.
    Let {
        /// The statement.
        local: Local,
        /// What comes after it.
        rest: Box<Condition>,
    },
    /// `let` of a condition, and what comes after it.
    Bind {
        /// The name.
        name: Ident,
        /// The condition.
        value: Box<Condition>,
        /// What comes after it.
        rest: Box<Condition>,
    },
}

/// A field of the resource.
#[derive(Debug, Clone)]
pub struct Field {
    /// The name of the resource.
    pub resource: Ident,
    /// The name of the field.
    pub name: Ident,
    /// As what it is seen, from the inside out.
    pub views: Vec<View>,
}

/// As what a field is seen; it is compared in the same way.
#[derive(Debug, Clone)]
pub enum View {
    /// `Some(post.author_id)`
    Some,
    /// `post.title.as_str()`
    AsStr,
    /// `post.subtitle.as_deref()`
    AsDeref,
}

/// What a field is compared with.
#[derive(Debug)]
pub enum Operand {
    /// What is free of the row.
    Value(Expr),
    /// Another field.
    Field(Field),
}

/// How two values stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `==`
    Equal,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl Comparison {
    /// As it is seen from the other side.
    pub fn turned(self) -> Self {
        match self {
            Self::Equal => Self::Equal,
            Self::Less => Self::Greater,
            Self::LessOrEqual => Self::GreaterOrEqual,
            Self::Greater => Self::Less,
            Self::GreaterOrEqual => Self::LessOrEqual,
        }
    }
}

/// A longer text is cut off: the place shows the rest.
const LONGEST: usize = 60;

impl Part {
    /// The part that these tokens are.
    pub fn new(tokens: &impl ToTokens) -> Self {
        let tokens = tokens.to_token_stream();
        let text = tokens.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
        let tight = [" . ", " :: ", " (", "( ", " )", " ,", " !"];
        let text = tight.iter().fold(text, |text, sign| text.replace(sign, sign.trim()));
        let is_long = text.chars().count() > LONGEST;
        let shown: String = text.chars().take(LONGEST).collect();
        Self { tokens, text: if is_long { format!("{shown}…") } else { text } }
    }
}
