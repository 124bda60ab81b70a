//! The body of a policy function, as a condition on rows where it is one.
//!
//! Nothing is an error here: a part that a database cannot decide only takes the form in SQL away
//! from its policy.

mod mention;
mod pattern;
mod side;

use quote::ToTokens;
use syn::{
    BinOp, Block, Expr, ExprBinary, ExprIf, ExprMacro, ExprMethodCall, ExprReturn, ExprUnary,
    Ident, Local, Pat, Stmt, UnOp,
};

use super::super::ir::{Comparison, Condition, Operand, Part, Translation};
use crate::item::function::{Function, argument_name};
use mention::Names;
use side::Side;

/// Translates the body of a checked function.
pub(super) fn translate(item: &Function) -> Translation {
    let mut translator = Translator::default();
    let condition = translator.function(item);
    match condition {
        Some(condition) if translator.parts.is_empty() => {
            Translation::Condition(Box::new(condition))
        }
        _ => Translation::Parts(translator.parts),
    }
}

/// Reads a body; what cannot be translated is collected.
#[derive(Default)]
struct Translator {
    names: Names,
    parts: Vec<Part>,
}

impl Translator {
    fn function(&mut self, item: &Function) -> Option<Condition> {
        let resource = item.arguments().nth(1)?;
        match (&*resource.pat, argument_name(resource)) {
            (_, Some(name)) => self.names.resource(name),
            (Pat::Wild(_), _) => {}
            (pattern, _) => return self.refuse(pattern),
        }
        // By another name it may be another type.
        if let Some(output) = item.output().filter(|ty| ty.to_token_stream().to_string() != "bool")
        {
            return self.refuse(output);
        }
        // What is no body is reported by the compiler.
        let block: Block = item.body()?;
        self.block(&block.stmts, &block)
    }

    /// Notes a part that has no form in SQL.
    fn refuse<T>(&mut self, part: &impl ToTokens) -> Option<T> {
        self.parts.push(Part::new(part));
        None
    }

    /// Statements up to the value; `whole` is what to point at when there is none.
    fn block(&mut self, statements: &[Stmt], whole: &Block) -> Option<Condition> {
        let Some((first, rest)) = statements.split_first() else { return self.refuse(whole) };
        match first {
            Stmt::Expr(Expr::Return(value), _) if rest.is_empty() => self.returned(value),
            Stmt::Expr(value, None) if rest.is_empty() => self.condition(value),
            Stmt::Macro(mac) if rest.is_empty() && mac.semi_token.is_none() => {
                let (attrs, mac) = (mac.attrs.clone(), mac.mac.clone());
                self.condition(&Expr::Macro(ExprMacro { attrs, mac }))
            }
            Stmt::Expr(Expr::If(early), _) if early.else_branch.is_none() => {
                self.early(early, rest, whole)
            }
            Stmt::Local(local) => self.local(local, rest, whole),
            other => self.refuse(other),
        }
    }

    fn returned(&mut self, value: &ExprReturn) -> Option<Condition> {
        match &value.expr {
            Some(value) => self.condition(value),
            None => self.refuse(value),
        }
    }

    /// `if … { return …; }`, and what comes after it.
    fn early(&mut self, early: &ExprIf, rest: &[Stmt], whole: &Block) -> Option<Condition> {
        let then = &early.then_branch;
        if !matches!(then.stmts.last(), Some(Stmt::Expr(Expr::Return(_), _))) {
            return self.refuse(early);
        }
        let condition = self.condition(&early.cond);
        let then = self.inner(then);
        let otherwise = self.block(rest, whole);
        Some(Condition::choice(condition?, then?, otherwise?))
    }

    /// A block with names of its own.
    fn inner(&mut self, block: &Block) -> Option<Condition> {
        let names = self.names.clone();
        let condition = self.block(&block.stmts, block);
        self.names = names;
        condition
    }

    /// `let mine = post.author_id == actor.id;`
    fn local(&mut self, local: &Local, rest: &[Stmt], whole: &Block) -> Option<Condition> {
        let Some(init) = local.init.as_ref().filter(|init| init.diverge.is_none()) else {
            return self.refuse(local);
        };
        if self.names.is_constant(&local.pat, &init.expr) {
            let rest = self.block(rest, whole)?;
            return Some(Condition::Let { local: local.clone(), rest: Box::new(rest) });
        }
        let Some(name) = plain_name(&local.pat) else { return self.refuse(local) };
        if let Side::Field(field) = self.side(&init.expr) {
            self.names.field(name, field);
            return self.block(rest, whole);
        }
        let value = self.condition(&init.expr);
        self.names.condition(name);
        let rest = self.block(rest, whole);
        Some(Condition::Bind { name: name.clone(), value: Box::new(value?), rest: Box::new(rest?) })
    }

    /// Something that is true or false.
    fn condition(&mut self, expr: &Expr) -> Option<Condition> {
        if self.names.is_constant_condition(expr) {
            return Some(Condition::Constant(expr.clone()));
        }
        match expr {
            Expr::Paren(inner) => self.condition(&inner.expr),
            Expr::Group(inner) => self.condition(&inner.expr),
            Expr::Block(block) if block.label.is_none() => self.inner(&block.block),
            Expr::If(choice) => self.choice(choice),
            Expr::Unary(ExprUnary { op: UnOp::Not(_), expr, .. }) => {
                Some(Condition::Not(Box::new(self.condition(expr)?)))
            }
            Expr::Binary(binary) => self.binary(binary),
            Expr::MethodCall(call) => self.call(call),
            Expr::Macro(call) if call.mac.path.is_ident("matches") => self.matches(call),
            Expr::Path(path) => match path.path.get_ident() {
                Some(name) if self.names.is_condition(name) => Some(Condition::Named(name.clone())),
                _ => self.truth(expr),
            },
            other => self.truth(other),
        }
    }

    /// A field that is true or false.
    fn truth(&mut self, expr: &Expr) -> Option<Condition> {
        match self.side(expr) {
            Side::Field(field) => Some(Condition::IsTrue(field)),
            _ => self.refuse(expr),
        }
    }

    fn choice(&mut self, choice: &ExprIf) -> Option<Condition> {
        let Some((_, otherwise)) = &choice.else_branch else { return self.refuse(choice) };
        let condition = self.condition(&choice.cond);
        let then = self.inner(&choice.then_branch);
        let otherwise = self.condition(otherwise);
        Some(Condition::choice(condition?, then?, otherwise?))
    }

    fn binary(&mut self, binary: &ExprBinary) -> Option<Condition> {
        let ExprBinary { left, op, right, .. } = binary;
        let is_unequal = matches!(op, BinOp::Ne(_));
        let comparison = match op {
            BinOp::And(_) | BinOp::Or(_) => {
                let (left, right) = (self.condition(left), self.condition(right));
                let (left, right) = (Box::new(left?), Box::new(right?));
                return Some(match op {
                    BinOp::And(_) => Condition::All(left, right),
                    _ => Condition::Any(left, right),
                });
            }
            BinOp::Eq(_) | BinOp::Ne(_) => Comparison::Equal,
            BinOp::Lt(_) => Comparison::Less,
            BinOp::Le(_) => Comparison::LessOrEqual,
            BinOp::Gt(_) => Comparison::Greater,
            BinOp::Ge(_) => Comparison::GreaterOrEqual,
            _ => return self.refuse(binary),
        };
        let (field, comparison, right) = match (self.side(left), self.side(right)) {
            (Side::Field(field), Side::Nothing) | (Side::Nothing, Side::Field(field))
                if comparison == Comparison::Equal =>
            {
                return Some(negated_if(is_unequal, Condition::IsNone(field)));
            }
            (Side::Field(left), Side::Field(right)) => (left, comparison, Operand::Field(right)),
            (Side::Field(field), Side::Value(value)) => (field, comparison, Operand::Value(value)),
            (Side::Value(value), Side::Field(field)) => {
                (field, comparison.turned(), Operand::Value(value))
            }
            (Side::Unknown, Side::Field(_) | Side::Value(_)) => return self.refuse(left),
            (Side::Field(_) | Side::Value(_), Side::Unknown) => return self.refuse(right),
            _ => return self.refuse(binary),
        };
        let place = binary.to_token_stream();
        let condition = Condition::Compare { left: field, comparison, right, place };
        Some(negated_if(is_unequal, condition))
    }

    /// `post.deleted_at.is_none()`, `teams.contains(&post.team_id)`
    fn call(&mut self, call: &ExprMethodCall) -> Option<Condition> {
        let ExprMethodCall { receiver, method, args, .. } = call;
        let args: Vec<&Expr> = args.iter().collect();
        match (method.to_string().as_str(), self.side(receiver), args.as_slice()) {
            ("is_none", Side::Field(field), []) => Some(Condition::IsNone(field)),
            ("is_some", Side::Field(field), []) => {
                Some(Condition::Not(Box::new(Condition::IsNone(field))))
            }
            ("contains", Side::Value(set), [value]) => match self.side(value) {
                Side::Field(field) => Some(Condition::Among { set, field }),
                _ => self.refuse(value),
            },
            _ => self.refuse(call),
        }
    }

    /// What stands on one side of a comparison.
    fn side(&self, expr: &Expr) -> Side {
        side::read(expr, &self.names)
    }
}

fn negated_if(is_negated: bool, condition: Condition) -> Condition {
    if is_negated { Condition::Not(Box::new(condition)) } else { condition }
}

impl Condition {
    fn choice(condition: Self, then: Self, otherwise: Self) -> Self {
        Self::If {
            condition: Box::new(condition),
            then: Box::new(then),
            otherwise: Box::new(otherwise),
        }
    }
}

/// The name in `let mine` and `let mine: bool`.
fn plain_name(pattern: &Pat) -> Option<&Ident> {
    match pattern {
        Pat::Type(typed) => plain_name(&typed.pat),
        Pat::Ident(name)
            if name.by_ref.is_none() && name.mutability.is_none() && name.subpat.is_none() =>
        {
            Some(&name.ident)
        }
        _ => None,
    }
}
