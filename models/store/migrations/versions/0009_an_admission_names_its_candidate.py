"""an admission names its candidate"""

from alembic import op
import sqlalchemy as sa


revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    _applicant()


def _applicant() -> None:
    op.add_column('motion', sa.Column('applicant', sa.String(), nullable=False, server_default=''))
