"""Reports of readers about offers: form without account, limits, mail to the office, and how long anything is kept."""
