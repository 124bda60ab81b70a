use ordain::dto;

#[dto]
struct Note {
    #[serde(with = "as_text")]
    size: u64,
}

mod as_text {
    pub fn serialize<S: serde::Serializer>(size: &u64, out: S) -> Result<S::Ok, S::Error> {
        serde::Serialize::serialize(&size.to_string(), out)
    }

    pub fn deserialize<'de, D: serde::Deserializer<'de>>(from: D) -> Result<u64, D::Error> {
        serde::Deserialize::deserialize(from)
    }
}

fn main() {}
