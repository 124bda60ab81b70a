use ordain::prelude::*;

#[ordain::main]
fn main() -> Result<()> {
    Ok(())
}
