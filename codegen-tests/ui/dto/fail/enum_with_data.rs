use ordain::dto;

#[dto]
enum Shape {
    Circle(f64),
    Square { side: f64 },
}

fn main() {}
