#[dto(querry)]
struct Search {
    #[validate(lenght(max = 9))]
    text: String,
}
