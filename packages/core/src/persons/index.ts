export { marksToAsk, openPersons, type PersonDeps, type PersonMarks, type Persons } from './person-marks.js'
