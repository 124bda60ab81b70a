#[job(queu = "mail")]
pub(crate) fn announce(title: &str) {}
