use ordain::dto;

#[dto]
struct Matrix<const N: usize> {
    row: [f64; N],
}

fn main() {}
