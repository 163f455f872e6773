import type { Item } from '../../domain/catalog/item.ts'
import { type DemoDepartment, itemsOf } from './demo-department.ts'
import { alcohol } from './items/alcohol.ts'
import { babyPet } from './items/baby-pet.ts'
import { bakery } from './items/bakery.ts'
import { breakfast } from './items/breakfast.ts'
import { dairy } from './items/dairy.ts'
import { deli } from './items/deli.ts'
import { drinks } from './items/drinks.ts'
import { frozen } from './items/frozen.ts'
import { household } from './items/household.ts'
import { meatFish } from './items/meat-fish.ts'
import { pantry } from './items/pantry.ts'
import { personalCare } from './items/personal-care.ts'
import { produce } from './items/produce.ts'
import { snacks } from './items/snacks.ts'
import { till } from './items/till.ts'

export const demoDepartments: readonly DemoDepartment[] = [
  produce, bakery, dairy, meatFish, deli, pantry, breakfast, snacks, drinks, alcohol, frozen, household, personalCare, babyPet, till,
]

/** Everything the demo store sells. Names, brands and codes are our own inventions. */
export const demoItems: readonly Item[] = demoDepartments.flatMap(itemsOf)
