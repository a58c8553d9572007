# Writes tables from Debian packages as CSV, the target last: Rscript debian_tables.R FOLDER
# The data are not kept here; each package's copyright file says what may be done with them.
#   apt-get install r-base-core r-cran-mlbench r-cran-modeldata r-cran-ggplot2 r-cran-lme4 r-cran-kernlab \
#     r-cran-dslabs r-cran-aer r-cran-caret r-cran-pls python3-statsmodels python3-vega-datasets

folder <- commandArgs(trailingOnly = TRUE)[1]
python <- "/usr/lib/python3/dist-packages"

from <- function(package, name, list = name) {
  space <- new.env()
  data(list = list, package = package, envir = space)
  get(name, space)
}

table <- function(group, name, data, target, drop = character()) {
  data <- as.data.frame(data)
  data <- data[, !(names(data) %in% c(drop, target)), drop = FALSE] |> cbind(data[target])
  data <- data[!is.na(data[[target]]), ]
  into <- file.path(folder, group)
  dir.create(into, recursive = TRUE, showWarnings = FALSE)
  write.csv(data, file.path(into, paste0(name, ".csv")), row.names = FALSE, na = "")
  cat(group, name, dim(data), "\n")
}

some <- function(data, rows) {
  set.seed(1)
  data[sample(nrow(data), rows), ]
}

# Development: defaults were chosen on these.
table("development", "satellite", from("mlbench", "Satellite"), "classes")
table("development", "soybean", from("mlbench", "Soybean"), "Class")
table("development", "phone_churn", from("modeldata", "mlc_churn"), "churn")
table("development", "stackoverflow", from("modeldata", "stackoverflow"), "Remote")
table("development", "ames", from("modeldata", "ames"), "Sale_Price")
table("development", "caravan", transform(from("kernlab", "ticdata"), CARAVAN = as.character(CARAVAN)), "CARAVAN")
mdrr <- new.env(); data(mdrr, package = "caret", envir = mdrr)
table("development", "mdrr", cbind(mdrr$mdrrDescr, class = mdrr$mdrrClass), "class")
table("development", "german_credit", from("caret", "GermanCredit"), "Class")
table("development", "wages", from("AER", "CPS1988"), "wage")
table("development", "earnings", some(from("AER", "CPSSW8"), 50000), "earnings")
table("development", "third_child", from("AER", "Fertility2"), "morekids")
# Lecturers and students by their numbers: 1,128 and 2,972 categories.
lectures <- some(from("lme4", "InstEval"), 30000)
lectures$s <- paste0("s", lectures$s); lectures$d <- paste0("d", lectures$d)
table("development", "lectures", lectures, "y")
table("development", "doctor_visits", read.csv(file.path(python, "statsmodels/datasets/randhie/randhie.csv")), "mdvis")
table("development", "seattle_temperatures", read.csv(file.path(python, "vega_datasets/_data/seattle-temps.csv")), "temp")
table("development", "house_sales", from("ggplot2", "txhousing"), "median", drop = c("volume", "date"))

# Confirmation: only measured, at the end.
table("confirmation", "shuttle", some(from("mlbench", "Shuttle"), 50000), "Class")
table("confirmation", "dna", from("mlbench", "DNA"), "Class")
table("confirmation", "biopsies", from("mlbench", "BreastCancer"), "Class")
table("confirmation", "telco_churn", from("modeldata", "wa_churn"), "churn")
table("confirmation", "lending", from("modeldata", "lending_club"), "Class")
table("confirmation", "chicago", from("modeldata", "Chicago"), "ridership")
table("confirmation", "check_times", from("modeldata", "check_times"), "check_time")
table("confirmation", "spam", from("kernlab", "spam"), "type")
table("confirmation", "income", from("kernlab", "income"), "INCOME")
genes <- from("dslabs", "tissue_gene_expression")
table("confirmation", "tissues", data.frame(genes$x, tissue = genes$y), "tissue")
table("confirmation", "life_expectancy", from("dslabs", "gapminder"), "life_expectancy")
gasoline <- from("pls", "gasoline")
table("confirmation", "gasoline", data.frame(unclass(gasoline$NIR), octane = gasoline$octane), "octane")
table("confirmation", "smokers", from("AER", "SmokeBan"), "smoker")
table("confirmation", "resumes", from("AER", "ResumeNames"), "call")
table("confirmation", "test_scores", from("AER", "CollegeDistance"), "score")
table("confirmation", "diamonds", from("ggplot2", "diamonds"), "price")

# Skewed: only for the transforms of a target.
table("skewed", "gdp", from("dslabs", "gapminder"), "gdp")
diseases <- from("dslabs", "us_contagious_diseases")
table("skewed", "diseases", diseases[!is.na(diseases$population), ], "count")
